using System.Text.RegularExpressions;

namespace Reeve.Runtime.Validation;

/// <summary>
/// Forms of names; each rule gives what is wrong, in the words of the API server. Source:
/// <c>k8s.io/apimachinery/pkg/util/validation</c>.
/// </summary>
internal static partial class NameRules
{
    private const string LabelForm = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string SubdomainForm = LabelForm + @"(\." + LabelForm + ")*";
    private const string Label1035Form = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private const string QualifiedForm = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private const string LabelValueForm = "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?";
    private const string KeyForm = "[-._a-zA-Z0-9]+";
    private const string HeaderForm = "[-A-Za-z0-9]+";
    private const string IdentifierForm = "[A-Za-z_][A-Za-z0-9_]*";

    private const string LabelError =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";

    private const string SubdomainError =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";

    private const string Label1035Error =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";

    /// <summary>An RFC 1123 label.</summary>
    public static IEnumerable<string> Label(string value)
    {
        foreach (var error in AtMost(value, 63))
        {
            yield return error;
        }

        if (!LabelPattern().IsMatch(value))
        {
            yield return SubdomainPattern().IsMatch(value) ? "must not contain dots" : Form(LabelError, LabelForm, "my-name", "123-abc");
        }
    }

    /// <summary>An RFC 1123 subdomain.</summary>
    public static IEnumerable<string> Subdomain(string value)
    {
        foreach (var error in AtMost(value, 253))
        {
            yield return error;
        }

        if (!SubdomainPattern().IsMatch(value))
        {
            yield return Form(SubdomainError, SubdomainForm, "example.com");
        }
    }

    /// <summary>An RFC 1035 label.</summary>
    public static IEnumerable<string> Label1035(string value)
    {
        foreach (var error in AtMost(value, 63))
        {
            yield return error;
        }

        if (!Label1035Pattern().IsMatch(value))
        {
            yield return Form(Label1035Error, Label1035Form, "my-name", "abc-123");
        }
    }

    /// <summary>A name, with a subdomain and a slash before it or not: a label's key.</summary>
    public static IEnumerable<string> QualifiedName(string value)
    {
        var parts = value.Split('/');
        if (parts.Length > 2)
        {
            yield return "a qualified name " + Form(
                "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
                QualifiedForm,
                "MyName", "my.name", "123-abc") + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
            yield break;
        }

        if (parts.Length == 2)
        {
            foreach (var error in parts[0].Length == 0 ? ["must be non-empty"] : Subdomain(parts[0]))
            {
                yield return "prefix part " + error;
            }
        }

        var name = parts[^1];
        if (name.Length == 0)
        {
            yield return "name part must be non-empty";
        }

        foreach (var error in AtMost(name, 63))
        {
            yield return "name part " + error;
        }

        if (!QualifiedPattern().IsMatch(name))
        {
            yield return "name part " + Form(
                "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
                QualifiedForm,
                "MyName", "my.name", "123-abc");
        }
    }

    /// <summary>A label's value.</summary>
    public static IEnumerable<string> LabelValue(string value)
    {
        foreach (var error in AtMost(value, 63))
        {
            yield return error;
        }

        if (!LabelValuePattern().IsMatch(value))
        {
            yield return Form(
                "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
                LabelValueForm,
                "MyValue", "my_value", "12345");
        }
    }

    /// <summary>A key of a ConfigMap or Secret, and so the name of a file.</summary>
    public static IEnumerable<string> ConfigMapKey(string value)
    {
        foreach (var error in AtMost(value, 253))
        {
            yield return error;
        }

        if (!KeyPattern().IsMatch(value))
        {
            yield return Form("a valid config key must consist of alphanumeric characters, '-', '_' or '.'", KeyForm, "key.name", "KEY_NAME", "key-name");
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

    /// <summary>The name of a port.</summary>
    public static IEnumerable<string> PortName(string value)
    {
        foreach (var error in AtMost(value, 15))
        {
            yield return error;
        }

        if (value.Length == 0 || !value.All(static c => c is '-' || char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)))
        {
            yield return "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)";
        }

        if (!value.Any(char.IsAsciiLetterLower))
        {
            yield return "must contain at least one letter (a-z)";
        }

        if (value.Contains("--", StringComparison.Ordinal))
        {
            yield return "must not contain consecutive hyphens";
        }

        if (value.StartsWith('-') || value.EndsWith('-'))
        {
            yield return "must not begin or end with a hyphen";
        }
    }

    /// <summary>The name of an HTTP header.</summary>
    public static IEnumerable<string> HeaderName(string value) => HeaderPattern().IsMatch(value)
        ? []
        : [Form("a valid HTTP header must consist of alphanumeric characters or '-'", HeaderForm, "X-Header-Name")];

    /// <summary>An identifier of C.</summary>
    public static IEnumerable<string> Identifier(string value) => IdentifierPattern().IsMatch(value)
        ? []
        : [Form("a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_'", IdentifierForm, "my_name", "MY_NAME", "MyName")];

    private static IEnumerable<string> DotPrefix(string value) => value switch
    {
        "." => ["must not be '.'"],
        ".." => ["must not be '..'"],
        _ when value.StartsWith("..", StringComparison.Ordinal) => ["must not start with '..'"],
        _ => [],
    };

    private static IEnumerable<string> AtMost(string value, int length) =>
        value.Length > length ? [$"must be no more than {length} characters"] : [];

    private static string Form(string message, string form, params ReadOnlySpan<string> examples) =>
        $"{message} (e.g. {string.Join(" or ", examples.ToArray().Select(static e => $"'{e}', "))}regex used for validation is '{form}')";

    [GeneratedRegex(@"\A" + LabelForm + @"\z")]
    private static partial Regex LabelPattern();

    [GeneratedRegex(@"\A" + SubdomainForm + @"\z")]
    private static partial Regex SubdomainPattern();

    [GeneratedRegex(@"\A" + Label1035Form + @"\z")]
    private static partial Regex Label1035Pattern();

    [GeneratedRegex(@"\A" + QualifiedForm + @"\z")]
    private static partial Regex QualifiedPattern();

    [GeneratedRegex(@"\A" + LabelValueForm + @"\z")]
    private static partial Regex LabelValuePattern();

    [GeneratedRegex(@"\A" + KeyForm + @"\z")]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"\A" + HeaderForm + @"\z")]
    private static partial Regex HeaderPattern();

    [GeneratedRegex(@"\A" + IdentifierForm + @"\z")]
    private static partial Regex IdentifierPattern();
}
