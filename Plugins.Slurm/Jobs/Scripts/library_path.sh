# Mounted as the last of the scripts by which the runtime makes a container's environment: its own shell reads them, none of the image's. The one before
# this has put a directory for libraries of GPUs behind what the pod's author wrote.
case $LD_LIBRARY_PATH in
  /.singularity.d/libs) LD_LIBRARY_PATH= ;;
  *) LD_LIBRARY_PATH=${LD_LIBRARY_PATH%:/.singularity.d/libs} ;;
esac
