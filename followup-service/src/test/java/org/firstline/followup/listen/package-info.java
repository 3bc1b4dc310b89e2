/** The listeners on the real broker. */
@NullMarked
package org.firstline.followup.listen;

import org.jspecify.annotations.NullMarked;
