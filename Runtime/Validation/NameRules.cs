namespace Reeve.Runtime.Validation;

/// <summary>
/// Forms of names; each rule gives what is wrong, in the words of the API server.
/// Source: <c>k8s.io/apimachinery/pkg/util/validation</c>.
/// </summary>
internal static class NameRules
{
    private const string LabelForm = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string SubdomainForm = LabelForm + @"(\." + LabelForm + ")*";
    private const string Label1035Form = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private const string HeaderForm = "[-A-Za-z0-9]+";

    private const string LabelError =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";

    private const string SubdomainError =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";

    private const string Label1035Error =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";

    /// <summary>An RFC 1123 label.</summary>
    public static IEnumerable<string> Label(string value)
    {
        foreach (var error in NameError.TooLong(value, DnsName.LongestLabel))
        {
            yield return error;
        }

        if (!DnsName.HasLabelForm(value))
        {
            yield return DnsName.HasSubdomainForm(value) ? "must not contain dots" : NameError.Form(LabelError, LabelForm, "my-name", "123-abc");
        }
    }

    /// <summary>An RFC 1123 subdomain.</summary>
    public static IEnumerable<string> Subdomain(string value)
    {
        foreach (var error in NameError.TooLong(value, DnsName.LongestName))
        {
            yield return error;
        }

        if (!DnsName.HasSubdomainForm(value))
        {
            yield return NameError.Form(SubdomainError, SubdomainForm, "example.com");
        }
    }

    /// <summary>An RFC 1035 label.</summary>
    public static IEnumerable<string> Label1035(string value)
    {
        foreach (var error in NameError.TooLong(value, DnsName.LongestLabel))
        {
            yield return error;
        }

        if (!DnsName.HasLabelForm(value) || char.IsAsciiDigit(value[0]))
        {
            yield return NameError.Form(Label1035Error, Label1035Form, "my-name", "abc-123");
        }
    }

    /// <summary>The name of a port.</summary>
    public static IEnumerable<string> PortName(string value)
    {
        foreach (var error in NameError.TooLong(value, 15))
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
    public static IEnumerable<string> HeaderName(string value) => value.Length > 0 && value.All(static c => c == '-' || char.IsAsciiLetterOrDigit(c))
        ? []
        : [NameError.Form("a valid HTTP header must consist of alphanumeric characters or '-'", HeaderForm, "X-Header-Name")];
}
