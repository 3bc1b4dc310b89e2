/** Rows and state; the only place with SQL. */
@NullMarked
package org.firstline.followup.db;

import org.jspecify.annotations.NullMarked;
