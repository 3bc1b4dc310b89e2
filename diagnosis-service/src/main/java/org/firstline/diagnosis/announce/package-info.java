/** What was decided, as events on {@code diagnosis.cases}. */
@NullMarked
package org.firstline.diagnosis.announce;

import org.jspecify.annotations.NullMarked;
