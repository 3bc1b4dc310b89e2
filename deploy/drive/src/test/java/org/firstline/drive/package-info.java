@NullMarked
package org.firstline.drive;

import org.jspecify.annotations.NullMarked;
