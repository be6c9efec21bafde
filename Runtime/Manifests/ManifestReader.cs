using Reeve.Runtime.Manifests.Documents;
using Reeve.Runtime.Manifests.Kinds;

namespace Reeve.Runtime.Manifests;

/// <summary>
/// Reads Kubernetes manifests, YAML with any number of documents or JSON, as the Kubernetes tools read them, into objects that are
/// defaulted and validated. Whatever is wrong is a <see cref="ManifestDiagnostic"/> with its place; no input makes it throw.
/// Thread-safe.
/// </summary>
/// <remarks>
/// <para>Templates run as the pods that they describe, with names that stay the same from one reading to the next:
/// a Deployment, ReplicaSet or ReplicationController of N replicas becomes the pods <c>name-0</c> to <c>name-(N-1)</c>, a StatefulSet
/// the same, counted from <c>spec.ordinals.start</c> and with its host names, claims and labels, a DaemonSet <c>name-0</c>, a Job one pod for
/// each completion, all at once, counted likewise. Labels and annotations are the template's; there are no owner references. A
/// CronJob is refused.</para>
/// <para><c>generateName</c> gets five characters that depend on file, place and content alone.</para>
/// <para>What only a server sets (<c>status</c>, <c>metadata.uid</c>, <c>resourceVersion</c>, …) is dropped.</para>
/// </remarks>
public sealed class ManifestReader
{
    /// <summary>The path that means standard input.</summary>
    public const string StandardInput = "-";

    private readonly ManifestReaderOptions _options;

    /// <summary>Creates a reader.</summary>
    /// <param name="options">How to read; null for the defaults.</param>
    public ManifestReader(ManifestReaderOptions? options = null) => _options = options ?? new();

    /// <summary>Reads files, directories (their *.yaml, *.yml and *.json by name, without subdirectories) and standard input.</summary>
    /// <param name="paths">Where to read, in this order; <see cref="StandardInput"/> for standard input.</param>
    /// <param name="standardInput">Standard input; null where there is none.</param>
    /// <returns>The objects and what is to be said about them.</returns>
    public ManifestSet Read(IEnumerable<string> paths, Stream? standardInput = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var collector = new ManifestCollector(_options);
        var files = new ManifestFiles(_options, collector);
        foreach (var file in files.Read(paths, standardInput))
        {
            Add(collector, file);
        }

        return collector.ToSet();
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="name">What diagnostics call it and keys of pods begin with. A name that ends in <c>.json</c> allows JSON alone.</param>
    /// <returns>The objects and what is to be said about them.</returns>
    public ManifestSet ReadText(string text, string name = "stdin")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(name);
        var collector = new ManifestCollector(_options);
        if (text.Length > _options.MaxBytes)
        {
            collector.Error(name, $"the text has more than {_options.MaxBytes} bytes");
        }
        else
        {
            Add(collector, new(name, name, text));
        }

        return collector.ToSet();
    }

    private void Add(ManifestCollector collector, ManifestText file)
    {
        var isJson = file.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        foreach (var document in DocumentReader.Read(file.Text, isJson, _options))
        {
            collector.Add(file, document);
        }
    }
}
