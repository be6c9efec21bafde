namespace Reeve.Plugins.OpenStack.Configuration.Files;

/// <summary>A cloud that was found in a file or elsewhere.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Settings">What is said of it.</param>
/// <param name="Source">Where; paths in it are relative to the directory of that, if it is a file.</param>
internal sealed record FoundCloud(string Name, SettingMap Settings, string Source);
