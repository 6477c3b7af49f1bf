#!/bin/sh
# The command `fulcrum` inside the image. Further flags of the virtual machine go into the variable JDK_JAVA_OPTIONS.
exec java \
  -XX:+UseSerialGC \
  -XX:+UseTransparentHugePages \
  -XX:TrimNativeHeapInterval=5000 \
  -XX:MaxRAMPercentage=60 \
  -XX:MetaspaceSize=192m \
  -XX:+ExitOnOutOfMemoryError \
  -XX:-UsePerfData \
  -Dorg.sqlite.lib.path=/opt/fulcrum/native \
  -Dorg.sqlite.lib.name=libsqlitejdbc.so \
  -jar /opt/fulcrum/fulcrum.jar "$@"
