@NullMarked
package org.firstline.escalation.listen;

import org.jspecify.annotations.NullMarked;
