"""The leader asks about the district: まとめ, 班ごと, lists with and without telephone numbers, a call, paper."""
