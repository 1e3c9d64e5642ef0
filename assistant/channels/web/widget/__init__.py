"""The website widget: its script, the sessions and limits of the pages that embed it, its demo site."""
