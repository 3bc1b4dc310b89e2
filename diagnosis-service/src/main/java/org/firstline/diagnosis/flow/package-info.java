/** Load, decide, save and announce, in one transaction. */
@NullMarked
package org.firstline.diagnosis.flow;

import org.jspecify.annotations.NullMarked;
