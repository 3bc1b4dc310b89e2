/**
 * What every HTTP door of the suite does alike: problem details, paging, preconditions, who is asking, and the operator's
 * way to dead letters. Knows no rule of any service.
 */
@NullMarked
package org.firstline.door;

import org.jspecify.annotations.NullMarked;
