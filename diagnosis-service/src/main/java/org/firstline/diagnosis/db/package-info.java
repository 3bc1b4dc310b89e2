/** Rows and states; the only place with SQL. */
@NullMarked
package org.firstline.diagnosis.db;

import org.jspecify.annotations.NullMarked;
