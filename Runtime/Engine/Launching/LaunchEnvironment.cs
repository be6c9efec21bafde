using Reeve.Containers;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Launching;

/// <summary>
/// The environment of one attempt: the image's, the pod's, and what a container runtime adds (<c>PATH</c>, <c>HOSTNAME</c>),
/// then the places of mounts.
/// </summary>
internal sealed class LaunchEnvironment
{
    /// <summary>Tells where the termination message is written; equal to <c>terminationMessagePath</c> with private mounts.</summary>
    public const string TerminationLog = "REEVE_TERMINATION_LOG";

    private readonly List<KeyValuePair<string, string>> _variables;
    private readonly EnvironmentPlan _plan;
    private Dictionary<string, string>? _all;
    private Dictionary<string, string>? _referable;

    public LaunchEnvironment(EnvironmentPlan plan, PodFacts facts, ResolvedImage image, string hostname, string defaultPath)
    {
        _plan = plan;
        _variables = [.. plan.Expand(facts, image.Environment)];
        AddDefault("PATH", defaultPath);
        AddDefault("HOSTNAME", hostname);
    }

    /// <summary>Names and values, each name once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Variables => _variables;

    /// <summary>The same by name.</summary>
    public IReadOnlyDictionary<string, string> All => _all ??= new(_variables, StringComparer.Ordinal);

    /// <summary>What <c>$(VAR)</c> in command and arguments refers to: the pod's own variables, not the image's.</summary>
    public IReadOnlyDictionary<string, string> Referable
    {
        get
        {
            if (_referable is null)
            {
                _referable = new(StringComparer.Ordinal);
                foreach (var entry in _plan.Entries)
                {
                    _referable[entry.Name] = All[entry.Name];
                }
            }

            return _referable;
        }
    }

    /// <summary>Says where volumes are; the first mount of a volume counts.</summary>
    public void AddMounts(IReadOnlyList<ContainerMount> mounts, bool privateMounts)
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mount in mounts)
        {
            if (mount.Volume.Length > 0 && said.Add(mount.Volume))
            {
                Set(MountVariable.NameOf(mount.Volume), privateMounts ? mount.Target : mount.Source);
            }
        }
    }

    /// <summary>Sets a variable over whatever there is.</summary>
    public void Set(string name, string value)
    {
        var index = _variables.FindIndex(variable => variable.Key == name);
        if (index >= 0)
        {
            _variables[index] = new(name, value);
        }
        else
        {
            _variables.Add(new(name, value));
        }
    }

    private void AddDefault(string name, string value)
    {
        if (!_variables.Exists(variable => variable.Key == name))
        {
            _variables.Add(new(name, value));
        }
    }
}
