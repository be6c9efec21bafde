using System.Text.Json;
using Reeve.Plugins;

namespace Reeve.Runtime.Plugins.Schemas;

/// <summary>
/// The schema of a provider's options: a subset of JSON Schema (2020-12), so that configuration is validated and documented without
/// running plugin code. Immutable.
/// </summary>
/// <remarks>
/// Keywords: <c>type, properties, required, additionalProperties, items, enum, default, examples, minimum, maximum, minLength,
/// maxLength, pattern, title, description, deprecated, $schema</c>, with the meaning that JSON Schema gives them. Any other keyword is an
/// error of the manifest, because leaving it out silently would let wrong options pass.
/// </remarks>
public sealed class OptionsSchema
{
    private OptionsSchema(SchemaNode root) => Root = root;

    /// <summary>Takes any object.</summary>
    public static OptionsSchema Any { get; } = new(new SchemaNode { Types = ["object"] });

    /// <summary>The options object.</summary>
    public SchemaNode Root { get; }

    /// <summary>Reads a schema.</summary>
    /// <param name="json">The schema.</param>
    /// <param name="path">Where it stands, for errors, e.g. <c>provides[0].options</c>.</param>
    /// <param name="errors">Takes what is wrong with it.</param>
    /// <returns>The schema; of use only if no error was added.</returns>
    public static OptionsSchema Read(JsonElement json, string path, ICollection<FieldError> errors)
    {
        var root = new SchemaReader(errors).Read(json, path, depth: 0);
        if (root.Types is not ["object"])
        {
            errors.Add(new FieldError { Field = $"{path}.type", Message = "Invalid value: the options as a whole must be of type \"object\"" });
        }

        return new OptionsSchema(root);
    }

    /// <summary>Checks options.</summary>
    /// <param name="options">The options.</param>
    /// <param name="path">Where they stand, for errors, e.g. <c>nodes[0].options</c>; empty for field paths alone.</param>
    /// <returns>Empty if they are valid. Unknown keys come with the nearest known one.</returns>
    public IReadOnlyList<FieldError> Validate(JsonElement options, string path = "")
    {
        List<FieldError> errors = [];
        SchemaValidator.Validate(Root, options, path, errors);
        return errors;
    }

    /// <summary>Checks options.</summary>
    /// <inheritdoc cref="Validate(JsonElement, string)"/>
    public IReadOnlyList<FieldError> Validate(ProviderOptions options, string path = "")
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            using var document = JsonDocument.Parse(options.Utf8Json);
            return Validate(document.RootElement, path);
        }
        catch (JsonException exception)
        {
            return [new FieldError { Field = path, Message = $"Invalid value: not JSON: {exception.Message}" }];
        }
    }
}
