"""A person's browser at the provider's own pages: sign in, agree, and come back with the answer."""

import re
from html import unescape
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx

FORM = re.compile(r'<form[^>]*action="([^"]+)"')
PROMPT = re.compile(r'name="prompt" value="([^"]+)"')
HIDDEN = re.compile(r'name="xsrf" value="([^"]+)"')
MOST_STEPS = 12


class Browser:
    """Keeps its cookies, follows redirects by hand, and stops at the first address of another host."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def sign_in(self, url: str, person: str) -> dict[str, str]:
        """What the client is brought back."""
        answer = await self.http.get(url)
        for _ in range(MOST_STEPS):
            if not answer.is_redirect:
                answer = await self.submit(answer, person)
                continue
            address = urljoin(str(answer.url), answer.headers["location"])
            if urlsplit(address).netloc != urlsplit(url).netloc:
                return dict(parse_qsl(urlsplit(address).query))
            answer = await self.http.get(address)
        raise AssertionError(f"the provider does not let go: status {answer.status_code}")

    async def submit(self, page: httpx.Response, person: str) -> httpx.Response:
        form, prompt = FORM.search(page.text), PROMPT.search(page.text)
        assert form, page.text
        assert prompt, page.text
        fields = {"prompt": prompt[1], **({"login": person, "password": "any"} if prompt[1] == "login" else {})}
        return await self.http.post(urljoin(str(page.url), unescape(form[1])), data=fields)

    async def sign_out(self, url: str) -> httpx.Response:
        """Confirms that this browser leaves."""
        page = await self.http.get(url)
        form, hidden = FORM.search(page.text), HIDDEN.search(page.text)
        assert form, page.text
        assert hidden, page.text
        return await self.http.post(unescape(form[1]), data={"xsrf": hidden[1], "logout": "yes"})
