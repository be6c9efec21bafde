using System.Globalization;

namespace Reeve.Plugins.Slurm.Jobs.Files;

/// <summary>Settings for the runner: names with values. Not thread-safe.</summary>
internal sealed class PodSettings
{
    private readonly List<string> _items = [];

    /// <summary>Adds one of the pod's own.</summary>
    public void Add(string name, string value) => Add("", name, value);

    /// <summary>Adds one of the pod's own.</summary>
    public void Add(string name, long value) => Add("", name, value);

    /// <summary>Adds one of a container.</summary>
    public void Add(string container, string name, string value)
    {
        _items.Add($"{container}/{name}");
        _items.Add(value);
    }

    /// <summary>Adds one of a container.</summary>
    public void Add(string container, string name, long value) => Add(container, name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The file's content.</summary>
    public byte[] Write() => NulList.Write(_items);
}
