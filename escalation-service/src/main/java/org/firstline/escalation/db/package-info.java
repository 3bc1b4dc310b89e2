/** Row to state and back; the only place with SQL. */
@NullMarked
package org.firstline.escalation.db;

import org.jspecify.annotations.NullMarked;
