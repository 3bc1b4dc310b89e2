/** Load, decide, save and announce, in one transaction for a batch; the only place that opens transactions. */
@NullMarked
package org.firstline.intake.flow;

import org.jspecify.annotations.NullMarked;
