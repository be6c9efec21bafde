using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates block devices of a container.</summary>
internal static class DeviceValidator
{
    public static void Validate(FieldErrors errors, ContainerCommon container, IReadOnlyList<Volume> volumes, FieldPath field)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var paths = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < container.VolumeDevices.Count; i++)
        {
            var (device, item) = (container.VolumeDevices[i], field.Index(i));
            Check(device.Name, names, item.Child("name"));
            Check(device.DevicePath, paths, item.Child("devicePath"));
            if (device.DevicePath.Split('/').Contains(".."))
            {
                errors.Invalid(item.Child("devicePath"), device.DevicePath, "can not contain backsteps ('..')");
            }

            if (volumes.FirstOrDefault(v => v.Name == device.Name) is not { } volume)
            {
                errors.NotFound(item.Child("name"), device.Name);
            }
            else if (volume.PersistentVolumeClaim is null && volume.Ephemeral is null)
            {
                errors.Invalid(item.Child("name"), device.Name, "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
            }
        }

        void Check(string value, HashSet<string> seen, FieldPath path)
        {
            if (value.Length == 0)
            {
                errors.Required(path);
            }
            else if (!seen.Add(value))
            {
                errors.Invalid(path, value, "must be unique");
            }
        }
    }
}
