@NullMarked
package org.firstline.door;

import org.jspecify.annotations.NullMarked;
