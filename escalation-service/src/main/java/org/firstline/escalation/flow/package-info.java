/** Load and lock, decide, save and announce, in one transaction; and the reference data that decisions go by. */
@NullMarked
package org.firstline.escalation.flow;

import org.jspecify.annotations.NullMarked;
