/** The flow on the real database. */
@NullMarked
package org.firstline.followup.flow;

import org.jspecify.annotations.NullMarked;
