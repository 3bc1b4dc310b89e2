@NullMarked
package org.firstline.drive.replay;

import org.jspecify.annotations.NullMarked;
