using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Packages;

/// <summary>A change that is ready.</summary>
/// <param name="Change">What becomes of the plugin.</param>
/// <param name="Switch">What to do for it; null for nothing.</param>
internal sealed record PreparedChange(PackageChange Change, PluginSwitch? Switch);
