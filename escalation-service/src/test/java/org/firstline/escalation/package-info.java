/** Tests of escalation. */
@NullMarked
package org.firstline.escalation;

import org.jspecify.annotations.NullMarked;
