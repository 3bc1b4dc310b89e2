@NullMarked
package org.firstline.escalation.flow;

import org.jspecify.annotations.NullMarked;
