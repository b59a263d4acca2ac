"""Documentation as HTML: safe whatever it says, valid whatever it nests, linked where it names."""

from __future__ import annotations

import pytest
from botosmith import text
from botosmith.site.parts.introductions import introduction
from botosmith.site.parts.prose import Prose

PAGE = "../operations/create_job.html"
LINK = f'<a href="{PAGE}">'


def test_a_paragraph_that_stands_twice_is_said_once() -> None:
    said = "<p>Welcome.</p><p>Welcome.</p><p>More.</p><p>Welcome.</p>"
    assert text.paragraphs(said) == ("Welcome.", "More.", "Welcome.")


@pytest.mark.parametrize(
    ("documentation", "expected"),
    [
        ("", ""),
        ("plain  text\nof two lines", "<p>plain text of two lines</p>"),
        ("arn:<region>:<account-id>", "<p>arn:&lt;region&gt;:&lt;account-id&gt;</p>"),
        ("a < b, c > d &amp; <unclosed", "<p>a &lt; b, c &gt; d &amp; &lt;unclosed</p>"),
        ("<p>&lt;b&gt;</p>", "<p>&lt;b&gt;</p>"),
        ("&lt;p&gt;Escaped &lt;b&gt;twice&lt;/b&gt;&lt;/p&gt;", "<p>Escaped <b>twice</b></p>"),
        ("<p>Expires. For more information, see .</p>", "<p>Expires.</p>"),
        ("<p>To list, see <a></a>.</p><p>For all, see below.</p>", "<p>For all, see below.</p>"),
        # Names lead to their pages, once.
        ("<p><code>CreateJob</code></p>", f"<p>{LINK}<code>CreateJob</code></a></p>"),
        ("<p><a>CreateJob</a></p>", f"<p>{LINK}CreateJob</a></p>"),
        ("<p><a>Unknown</a></p>", "<p>Unknown</p>"),
        (
            '<p><a href="https://x.example/"><code>CreateJob</code></a></p>',
            '<p><a href="https://x.example/"><code>CreateJob</code></a></p>',
        ),
        (
            '<p><a href="/aws/page.html">V2 <code>CreateJob</code></a></p>',
            f"<p>V2 {LINK}<code>CreateJob</code></a></p>",
        ),
        # AWS's own tags.
        ("<fullname>Name</fullname><p>x</p>", "<p>x</p>"),
        ("<note><p>x</p></note>", '<div class="note"><p>x</p></div>'),
        ("<p><replaceable>x</replaceable></p>", "<p><var>x</var></p>"),
        ("<h2>Title</h2><p>x</p>", "<p>Title</p><p>x</p>"),
        # Nothing executes, and nothing loads.
        ("<script>alert(1)</script><p>x</p>", "<p>x</p>"),
        ("<p>a<img src=x onerror=alert(1)>b</p>", "<p>ab</p>"),
        ('<p><a href="javascript:alert(1)">x</a></p>', "<p>x</p>"),
        ('<p><a href="//x.example/">x</a></p>', "<p>x</p>"),
        ('<p onclick="alert(1)" style="x" id="main" class="skip">x</p>', "<p>x</p>"),
        ('<a href="https://x.example/a b#c#d">x</a>',
         '<p><a href="https://x.example/a%20b#c%23d">x</a></p>'),
        # What a browser forgives.
        ("<p>a<ul><li>b</ul>", "<p>a</p><ul><li>b</li></ul>"),
        ("text<ul>direct<li>a</li></ul>", "<p>text</p><ul><li>direct</li><li>a</li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>",
         "<ul><li>a</li><li><ul><li>b</li></ul></li></ul>"),
        ("<li>alone</li>", "<div><p>alone</p></div>"),
        ("<p><b><li>alone</li></b></p>", "<div><p><b>alone</b></p></div>"),
        ("<b>bold <p>paragraph</p></b>", "<p><b>bold paragraph</b></p>"),
        ("<p></p><p> </p><p>x</p>", "<p>x</p>"),
        ("<dl><dt>Term</dt><dd>what</dd></dl>",
         '<div><p class="term">Term</p><div class="definition"><p>what</p></div></div>'),
        ("<b><table><tr><td>a</td></tr></table></b>", "<p><b>a</b></p>"),
        ("<pre>two\nlines</pre>", "<pre>two\nlines</pre>"),
    ],
)  # fmt: skip
def test_documentation(documentation: str, expected: str) -> None:
    assert Prose({"CreateJob": PAGE}).html(documentation) == expected


@pytest.mark.parametrize(
    ("documentation", "expected"),
    [
        ("", ""),
        ("<p>Makes a job. And more.</p>", "Makes a job."),
        ("<note><p>Not for all.</p></note><p>Makes a job.</p>", "Makes a job."),
        ("<p>\n<Important class='x'>\n<ul><li>a</li></ul></Important > Makes.</p>", "Makes."),
        ("<warning>A</warning> <note>B</note><caution>C</caution><p>Makes.</p>", "Makes."),
        ("<p>End of support notice: it ends.</p><p>Makes.</p>", "Makes."),
        ("<note>a</note><p>Service availability notice: b</p><p>Makes.</p>", "Makes."),
        # A note says what the thing is where nothing else does.
        ("<note><p>Not for all.</p></note>", "Not for all."),
        ("<p>Notice: it ends.</p>", "Notice: it ends."),
        ("<p>Makes a job.</p><note>Not for all.</note>", "Makes a job."),
        ("<p>Sends a notice: the last.</p><p>More.</p>", "Sends a notice: the last."),
        ("<note>unclosed <p>Makes.</p>", "unclosed"),
        ("&lt;p&gt;&lt;note&gt;a&lt;/note&gt;Makes.&lt;/p&gt;", "Makes."),
        ("<notebook>Makes.</notebook>", "Makes."),
    ],
)
def test_a_summary_says_what_the_thing_is(documentation: str, expected: str) -> None:
    assert text.summary(documentation) == expected


@pytest.mark.parametrize(
    ("documentation", "expected"),
    [
        ("<p>Keeps jobs. And more.</p>", "Keeps jobs."),
        ("<p>Keeps jobs</p>", "Keeps jobs"),  # there is nothing else
        ("<p>Welcome to the Job API Reference.</p>", "Welcome to the Job API Reference."),
        (
            "<p>Welcome to the Job API Reference. It provides an overview. Job is a service.</p>",
            "Job is a service.",
        ),
        ("<p><b>Overview</b></p><p>Job lets you work.</p>", "Job lets you work."),
        (
            "<p>This guide is for all.</p><p>You can use an SDK. Go on.</p>",
            "This guide is for all.",
        ),
        ("<p>This service keeps jobs.</p><p>It is a service.</p>", "This service keeps jobs."),
    ],
)
def test_an_introduction_says_what_a_service_is(documentation: str, expected: str) -> None:
    assert introduction(documentation) == expected
