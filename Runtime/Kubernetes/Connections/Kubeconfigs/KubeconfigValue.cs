using Reeve.Runtime.Manifests.Documents;

namespace Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;

/// <summary>A value of a kubeconfig with its place, read with errors that name file, field and what is wrong.</summary>
internal sealed record KubeconfigValue(string File, string Field, ManifestNode? Node)
{
    public bool IsAbsent => Node is null or { Kind: NodeKind.Null };

    /// <summary>The value of a key.</summary>
    public KubeconfigValue this[string key] => IsAbsent || Node!.Kind == NodeKind.Object
        ? new(File, Field.Length == 0 ? key : Field + "." + key, Node?[key])
        : throw Wrong("must be a mapping");

    /// <summary>Text; null where it is absent or empty. Numbers and booleans are taken as they are written.</summary>
    public string? Text => IsAbsent ? null
        : Node!.Kind is NodeKind.Array or NodeKind.Object ? throw Wrong("must be text")
        : (Node.Kind == NodeKind.String ? Node.Text : Node.Written) is { Length: > 0 } text ? text : null;

    public bool Flag => !IsAbsent && (Node!.Kind == NodeKind.Boolean ? Node.Text == "true" : throw Wrong("must be true or false"));

    public IReadOnlyList<KubeconfigValue> Items => IsAbsent ? []
        : Node!.Kind == NodeKind.Array ? [.. Node.Items.Select((item, i) => new KubeconfigValue(File, $"{Field}[{i}]", item))]
        : throw Wrong("must be a list");

    public IReadOnlyList<string> Texts => [.. Items.Select(static item => item.Text ?? "")];

    public IReadOnlyList<KubeconfigValue> Members => IsAbsent ? []
        : Node!.Kind == NodeKind.Object ? [.. Node.Members.Select(member => this[member.Name])]
        : throw Wrong("must be a mapping");

    /// <summary>Name of the last key of the field.</summary>
    public string Key => Field[(Field.LastIndexOf('.') + 1)..];

    /// <summary>A path, made absolute from the file's directory.</summary>
    public string? AbsolutePath => Text is { } path ? Path.GetFullPath(path, Path.GetDirectoryName(File) ?? "/") : null;

    /// <summary>Bytes in base64; null where it is absent.</summary>
    public byte[]? Data
    {
        get
        {
            try
            {
                return Text is { } text ? Convert.FromBase64String(text) : null;
            }
            catch (FormatException e)
            {
                throw Wrong("is not base64", e);
            }
        }
    }

    /// <summary>An error that names the place, and no value: it may be secret.</summary>
    public KubernetesConfigurationException Wrong(string what, Exception? inner = null) => new($"{File}: {Field} {what}.", inner);

    /// <summary>An error that names the place and the value.</summary>
    public KubernetesConfigurationException WrongValue(string what) => new($"{File}: {Field}: \"{Text}\" {what}.");
}
