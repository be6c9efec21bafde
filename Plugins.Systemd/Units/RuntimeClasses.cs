using System.Collections.Frozen;
using System.Text.Json;
using Reeve.Systemd;

namespace Reeve.Plugins.Systemd.Units;

/// <summary>
/// Presets of unit properties, by the name of a RuntimeClass: the node's option <c>runtimeClasses</c>. Only properties that neither a
/// pod's own settings nor the entry program need otherwise. Immutable.
/// </summary>
internal sealed class RuntimeClasses
{
    private static readonly FrozenDictionary<string, string> Signatures = new Dictionary<string, string>
    {
        ["CPUSchedulingPolicy"] = "i", ["CPUSchedulingPriority"] = "i", ["Nice"] = "i", ["IOSchedulingClass"] = "i", ["IOSchedulingPriority"] = "i",
        ["IOWeight"] = "t", ["StartupCPUWeight"] = "t", ["LimitCORE"] = "t", ["LimitMEMLOCK"] = "t", ["LimitNOFILE"] = "t", ["LimitNPROC"] = "t",
        ["LimitRTPRIO"] = "t", ["LimitSTACK"] = "t", ["TimerSlackNSec"] = "t", ["IPAccounting"] = "b", ["LockPersonality"] = "b",
        ["MemoryDenyWriteExecute"] = "b", ["PrivateDevices"] = "b", ["ProtectClock"] = "b", ["ProtectControlGroups"] = "b", ["ProtectKernelLogs"] = "b",
        ["ProtectKernelModules"] = "b", ["RestrictRealtime"] = "b", ["RestrictSUIDSGID"] = "b", ["ProtectHome"] = "s", ["InaccessiblePaths"] = "as",
        ["ReadOnlyPaths"] = "as",
    }.ToFrozenDictionary();

    private readonly FrozenDictionary<string, UnitProperty[]> _classes;

    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: a property that is none of these, or of another type.</exception>
    public RuntimeClasses(IReadOnlyDictionary<string, IReadOnlyDictionary<string, JsonElement>> classes) =>
        _classes = classes.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Select(property => Read(pair.Key, property.Key, property.Value)).ToArray());

    public bool Any => _classes.Count > 0;

    public bool Has(string name) => _classes.ContainsKey(name);

    /// <summary>The properties of a class; none for no class.</summary>
    public IReadOnlyList<UnitProperty> PropertiesOf(string? name) => name is not null && _classes.TryGetValue(name, out var properties) ? properties : [];

    private static UnitProperty Read(string className, string name, JsonElement value)
    {
        try
        {
            return Signatures.GetValueOrDefault(name) switch
            {
                "i" => UnitProperty.Of(name, value.GetInt32()),
                "t" => UnitProperty.Of(name, value.GetUInt64()),
                "b" => UnitProperty.Of(name, value.GetBoolean()),
                "s" => UnitProperty.Of(name, value.GetString() ?? ""),
                "as" => UnitProperty.Of(name, value.EnumerateArray().Select(item => item.GetString() ?? "")),
                _ => throw new ProviderException(
                    ErrorReason.Invalid, $"runtimeClasses.{className}: {name} is none of {string.Join(", ", Signatures.Keys.Order(StringComparer.Ordinal))}."),
            };
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException)
        {
            throw new ProviderException(ErrorReason.Invalid, $"runtimeClasses.{className}.{name}: {exception.Message}", exception);
        }
    }
}
