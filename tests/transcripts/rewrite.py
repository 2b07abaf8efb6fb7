"""`make transcripts`: writes what the conversations say today into the files. Read the diff: it is the review."""

from tests.transcripts.files import conversations, files, played, written


def main() -> None:
    for path in files():
        path.write_text(written([played(each) for each in conversations(path)]), "utf-8")


if __name__ == "__main__":
    main()
