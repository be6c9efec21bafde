using System.Text.RegularExpressions;

namespace Reeve.Runtime.Validation;

/// <summary>
/// Forms of keys of labels, ConfigMaps and environments; each rule gives what is wrong, in the words of the API server.
/// Source: <c>k8s.io/apimachinery/pkg/util/validation</c>.
/// </summary>
internal static partial class KeyRules
{
    private const string QualifiedForm = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private const string LabelValueForm = "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?";
    private const string KeyForm = "[-._a-zA-Z0-9]+";

    private const string QualifiedError =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

    /// <summary>A name, with a subdomain and a slash before it or not: a label's key.</summary>
    public static IEnumerable<string> QualifiedName(string value)
    {
        var parts = value.Split('/');
        if (parts.Length > 2)
        {
            yield return "a qualified name " + NameError.Form(
                QualifiedError,
                QualifiedForm,
                "MyName", "my.name", "123-abc") + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
            yield break;
        }

        if (parts.Length == 2)
        {
            foreach (var error in parts[0].Length == 0 ? ["must be non-empty"] : NameRules.Subdomain(parts[0]))
            {
                yield return "prefix part " + error;
            }
        }

        var name = parts[^1];
        if (name.Length == 0)
        {
            yield return "name part must be non-empty";
        }

        foreach (var error in NameError.TooLong(name, 63))
        {
            yield return "name part " + error;
        }

        if (!QualifiedPattern().IsMatch(name))
        {
            yield return "name part " + NameError.Form(
                QualifiedError,
                QualifiedForm,
                "MyName", "my.name", "123-abc");
        }
    }

    /// <summary>A label's value.</summary>
    public static IEnumerable<string> LabelValue(string value)
    {
        foreach (var error in NameError.TooLong(value, 63))
        {
            yield return error;
        }

        if (!LabelValuePattern().IsMatch(value))
        {
            yield return NameError.Form(
                "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
                LabelValueForm,
                "MyValue", "my_value", "12345");
        }
    }

    /// <summary>A key of a ConfigMap or Secret, and so the name of a file.</summary>
    public static IEnumerable<string> ConfigMapKey(string value)
    {
        foreach (var error in NameError.TooLong(value, 253))
        {
            yield return error;
        }

        if (!KeyPattern().IsMatch(value))
        {
            yield return NameError.Form("a valid config key must consist of alphanumeric characters, '-', '_' or '.'", KeyForm, "key.name", "KEY_NAME", "key-name");
        }

        foreach (var error in DotPrefix(value))
        {
            yield return error;
        }
    }

    /// <summary>The name of an environment variable.</summary>
    public static IEnumerable<string> EnvironmentVariable(string value)
    {
        if (value.Length == 0)
        {
            yield return "environment variable name must be non-empty";
        }
        else if (value.Any(static c => c is '=' or < ' ' or > '~'))
        {
            yield return "a valid environment variable name must consist only of printable ASCII characters other than '='";
        }
    }

    private static IEnumerable<string> DotPrefix(string value) => value switch
    {
        "." => ["must not be '.'"],
        ".." => ["must not be '..'"],
        _ when value.StartsWith("..", StringComparison.Ordinal) => ["must not start with '..'"],
        _ => [],
    };

    [GeneratedRegex(@"\A" + QualifiedForm + @"\z")]
    private static partial Regex QualifiedPattern();

    [GeneratedRegex(@"\A" + LabelValueForm + @"\z")]
    private static partial Regex LabelValuePattern();

    [GeneratedRegex(@"\A" + KeyForm + @"\z")]
    private static partial Regex KeyPattern();
}
