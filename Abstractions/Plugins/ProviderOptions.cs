using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Reeve.Plugins;

/// <summary>The options of one instance, as JSON that was validated against the provider's schema. Immutable.</summary>
public sealed class ProviderOptions
{
    private readonly byte[] _json;

    /// <summary>Wraps a JSON object.</summary>
    /// <param name="utf8Json">The object in UTF-8. It is copied.</param>
    public ProviderOptions(ReadOnlySpan<byte> utf8Json) => _json = utf8Json.ToArray();

    /// <summary>No option given: every one has its default.</summary>
    public static ProviderOptions Empty { get; } = new("{}"u8);

    /// <summary>The JSON object in UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8Json => _json;

    /// <summary>Reads the options into a type of the plugin's own.</summary>
    /// <typeparam name="T">
    /// The options type; its initialisers are the defaults. Give its properties <c>set</c>, not <c>init</c>: source-generated
    /// code assigns an init-only property always, also when the JSON leaves it out.
    /// </typeparam>
    /// <param name="typeInfo">From the plugin's source-generated context (reflection would keep the plugin from unloading).</param>
    /// <returns>A new object on each call.</returns>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>, with the JSON path of the value at fault.</exception>
    public T Get<T>(JsonTypeInfo<T> typeInfo)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(_json, typeInfo)
                ?? throw new ProviderException(ErrorReason.Invalid, "The options are null; give an object.");
        }
        catch (JsonException exception)
        {
            throw new ProviderException(
                ErrorReason.Invalid, $"The option {exception.Path} cannot be read: {exception.Message}", exception)
            {
                Field = exception.Path,
            };
        }
    }
}
