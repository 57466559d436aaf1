"""What QTI 1.2 and 2.x share: packages, texts, identities, points, and our own bank inside a package."""
