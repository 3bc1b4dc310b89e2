/** Rows of contacts and customers; the only place with SQL, and where personal data is sealed. */
@NullMarked
package org.firstline.intake.db;

import org.jspecify.annotations.NullMarked;
