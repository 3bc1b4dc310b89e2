@NullMarked
package org.firstline.intake.announce;

import org.jspecify.annotations.NullMarked;
