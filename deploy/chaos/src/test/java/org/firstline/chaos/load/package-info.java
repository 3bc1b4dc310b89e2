@NullMarked
package org.firstline.chaos.load;

import org.jspecify.annotations.NullMarked;
