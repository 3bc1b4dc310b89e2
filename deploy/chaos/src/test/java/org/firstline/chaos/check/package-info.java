@NullMarked
package org.firstline.chaos.check;

import org.jspecify.annotations.NullMarked;
