"""Files that come in: judged by their content, in a process of their own."""
