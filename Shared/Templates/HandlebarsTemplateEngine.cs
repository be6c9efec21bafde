using System.Collections.Concurrent;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;

namespace Reeve.Templates;

/// <summary>Templates by Handlebars.Net.</summary>
public sealed class HandlebarsTemplateEngine : ITemplateEngine
{
    // Compiling costs milliseconds, and the same templates come again with every pod of a Deployment.
    private const int MaxCompiled = 256;

    private readonly ConcurrentDictionary<string, HandlebarsTemplate<object, object>> _compiled = new(StringComparer.Ordinal);
    private readonly IHandlebars _handlebars = Handlebars.Create(new HandlebarsConfiguration
    {
        NoEscape = true,
        ThrowOnUnresolvedBindingExpression = true,
    });

    /// <inheritdoc/>
    public string Render(string name, string template, IReadOnlyDictionary<string, object?> values)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(values);
        if (!template.Contains("{{", StringComparison.Ordinal))
        {
            return template; // most files are none
        }

        try
        {
            return Compile(template)(values);
        }
        catch (HandlebarsUndefinedBindingException e)
        {
            throw new TemplateException($"{name}: there is no value \"{e.Path}\"; known are {string.Join(", ", values.Keys.Order(StringComparer.Ordinal))}.", e)
            {
                UnknownName = e.Path,
            };
        }
        catch (HandlebarsException e)
        {
            throw new TemplateException($"{name} is not a template that can be rendered: {e.Message}", e);
        }
    }

    private HandlebarsTemplate<object, object> Compile(string template)
    {
        if (_compiled.TryGetValue(template, out var known))
        {
            return known;
        }

        if (_compiled.Count >= MaxCompiled)
        {
            _compiled.Clear();
        }

        return _compiled[template] = _handlebars.Compile(template);
    }
}
