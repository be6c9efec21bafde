using System.Globalization;
using Reeve.Kubernetes;
using Reeve.Runtime.Manifests.Documents;

namespace Reeve.Runtime.Manifests.Kinds;

/// <summary>Gathers what one reading yields. Used by one thread.</summary>
internal sealed class ManifestCollector(ManifestReaderOptions options)
{
    private readonly Dictionary<(string Kind, string Namespace, string Name), string> _places = [];
    private readonly List<ManifestDiagnostic> _diagnostics = [];
    private int _unsaid;
    private ManifestSeverity _unsaidSeverity;

    public ManifestReaderOptions Options => options;

    public List<ManifestPod> Pods { get; } = [];

    public List<ConfigMap> ConfigMaps { get; } = [];

    public List<Secret> Secrets { get; } = [];

    public List<Service> Services { get; } = [];

    public List<ServiceAccount> ServiceAccounts { get; } = [];

    public List<Namespace> Namespaces { get; } = [];

    public List<PersistentVolumeClaim> Claims { get; } = [];

    public List<PersistentVolume> Volumes { get; } = [];

    /// <summary>Takes the objects of a document.</summary>
    public void Add(ManifestText file, ManifestDocument document)
    {
        foreach (var warning in document.Warnings)
        {
            Say(ManifestSeverity.Warning, file.Name, warning.Position, "", warning.Message);
        }

        if (document.Error is { } error)
        {
            Say(ManifestSeverity.Error, file.Name, error.Position, "", error.Message);
        }
        else if (document.Root is { IsEmpty: false } root)
        {
            KindReader.Read(new(this, file, document.Index, root));
        }
    }

    /// <summary>Says something about a place.</summary>
    public void Say(ManifestSeverity severity, string file, TextPosition position, string field, string message)
    {
        if (_diagnostics.Count >= options.MaxDiagnostics)
        {
            _unsaid++;
            _unsaidSeverity = severity > _unsaidSeverity ? severity : _unsaidSeverity;
            return;
        }

        _diagnostics.Add(new()
        {
            Severity = severity,
            File = file,
            Line = position.Line,
            Column = position.Column,
            Field = field,
            Message = message,
        });
    }

    /// <summary>Says that a file cannot be used.</summary>
    public void Error(string file, string message) => Say(ManifestSeverity.Error, file, default, "", message);

    /// <summary>Takes a name; where it is taken already, gives the place that took it.</summary>
    public string? Claim(string kind, ObjectMeta metadata, string file, TextPosition position) =>
        _places.TryAdd((kind, metadata.Namespace ?? "", metadata.Name), string.Create(CultureInfo.InvariantCulture, $"{file}:{position.Line}"))
            ? null
            : _places[(kind, metadata.Namespace ?? "", metadata.Name)];

    public ManifestSet ToSet() => new()
    {
        Pods = Pods,
        ConfigMaps = ConfigMaps,
        Secrets = Secrets,
        Services = Services,
        ServiceAccounts = ServiceAccounts,
        Namespaces = Namespaces,
        PersistentVolumeClaims = Claims,
        PersistentVolumes = Volumes,
        Diagnostics = _unsaid == 0 ? _diagnostics : [.. _diagnostics, Rest()],
    };

    /// <summary>Keeps errors that were not said from being taken for none.</summary>
    private ManifestDiagnostic Rest() =>
        _diagnostics[^1] with { Severity = _unsaidSeverity, Line = 0, Column = 0, Field = "", Message = $"there are {_unsaid} more errors and warnings" };
}
