using System.Globalization;
using System.Text;

namespace Reeve.Runtime.Validation;

/// <summary>Collects errors in the words of the API server. Source: <c>k8s.io/apimachinery/pkg/util/validation/field</c>.</summary>
internal sealed class FieldErrors
{
    private readonly List<FieldError> _errors = [];

    public int Count => _errors.Count;

    /// <summary>The errors, each once.</summary>
    public IReadOnlyList<FieldError> ToList() => [.. _errors.Distinct()];

    public void Required(FieldPath field, string detail = "") => Add(field, "Required value", detail);

    public void Forbidden(FieldPath field, string detail) => Add(field, "Forbidden", detail);

    /// <summary>A value that is too large to be shown.</summary>
    public void Invalid(FieldPath field, string detail) => Add(field, "Invalid value", detail);

    public void Invalid(FieldPath field, bool value, string detail) => Add(field, value ? "Invalid value: true" : "Invalid value: false", detail);

    public void Invalid(FieldPath field, string value, string detail) => Add(field, $"Invalid value: {Quote(value)}", detail);

    public void Invalid(FieldPath field, long value, string detail) =>
        Add(field, string.Create(CultureInfo.InvariantCulture, $"Invalid value: {value}"), detail);

    /// <summary>One error for each thing that is wrong with a text.</summary>
    public void Invalid(FieldPath field, string value, IEnumerable<string> details)
    {
        foreach (var detail in details)
        {
            Invalid(field, value, detail);
        }
    }

    public void Duplicate(FieldPath field, string value) => Add(field, $"Duplicate value: {Quote(value)}", "");

    public void NotFound(FieldPath field, string value) => Add(field, $"Not found: {Quote(value)}", "");

    public void NotSupported(FieldPath field, string value, params ReadOnlySpan<string> supported)
    {
        var list = string.Join(", ", supported.ToArray().Select(Quote));
        Add(field, $"Unsupported value: {Quote(value)}", $"supported values: {list}");
    }

    /// <summary>An error unless the value is one of the supported ones.</summary>
    public void OneOf(FieldPath field, string value, params ReadOnlySpan<string> supported)
    {
        if (!supported.Contains(value))
        {
            NotSupported(field, value, supported);
        }
    }

    public void TooLong(FieldPath field, int bytes) =>
        Add(field, "Too long", string.Create(CultureInfo.InvariantCulture, $"may not be more than {bytes} bytes"));

    public void TooMany(FieldPath field, int count, int most) => Add(
        field,
        string.Create(CultureInfo.InvariantCulture, $"Too many: {count}"),
        string.Create(CultureInfo.InvariantCulture, $"must have at most {most} items"));

    public void NotNegative(FieldPath field, long? value)
    {
        if (value < 0)
        {
            Invalid(field, value.Value, "must be greater than or equal to 0");
        }
    }

    public void InRange(FieldPath field, long value, long min, long max)
    {
        if (value < min || value > max)
        {
            Invalid(field, value, string.Create(CultureInfo.InvariantCulture, $"must be between {min} and {max}, inclusive"));
        }
    }

    private void Add(FieldPath field, string what, string detail) =>
        _errors.Add(new() { Field = field.ToString(), Message = detail.Length == 0 ? what : $"{what}: {detail}" });

    /// <summary>Control characters are escaped, so that a message stays one line and cannot act on a terminal.</summary>
    private static string Quote(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' or '\\' => text.Append('\\').Append(c),
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),
                '\r' => text.Append("\\r"),
                _ when char.IsControl(c) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        return text.Append('"').ToString();
    }
}
