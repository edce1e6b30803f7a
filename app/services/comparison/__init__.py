"""Plans side by side: which items correspond, how they differ, what of the plan above is carried out. Pure."""
