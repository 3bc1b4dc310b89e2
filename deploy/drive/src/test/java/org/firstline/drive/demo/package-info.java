@NullMarked
package org.firstline.drive.demo;

import org.jspecify.annotations.NullMarked;
