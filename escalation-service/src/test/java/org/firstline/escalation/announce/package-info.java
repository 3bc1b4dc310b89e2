@NullMarked
package org.firstline.escalation.announce;

import org.jspecify.annotations.NullMarked;
