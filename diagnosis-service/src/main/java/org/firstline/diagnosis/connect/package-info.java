/** The operator's own systems that are asked for evidence. */
@NullMarked
package org.firstline.diagnosis.connect;

import org.jspecify.annotations.NullMarked;
