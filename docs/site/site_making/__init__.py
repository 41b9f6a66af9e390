"""The documentation as a site: from the Markdown in ``docs/`` to HTML in ``build/docs``.

No room of the product. The pages are plain Markdown, which reads well on a code host too; whatever
only the site needs (the order of its pages, the API reference, pages for files that are linked) is
made here, into ``build/docs-source``, and Sphinx builds from that.
"""
