namespace Reeve.Templates;

/// <summary>Makes texts from templates in the Handlebars language (<c>https://handlebarsjs.com</c>). Thread-safe.</summary>
public interface ITemplateEngine
{
    /// <summary>
    /// Renders a template. Values are inserted as they are, without HTML escaping. A name that is not among the values is an
    /// error, in <c>{{#if name}}</c> as well. There are no partials: a template reads no files.
    /// </summary>
    /// <param name="name">What the template is, for messages: <c>ConfigMap web/conf, key server.properties</c>.</param>
    /// <param name="template">The template.</param>
    /// <param name="values">What it may refer to: texts, numbers, lists, and mappings of the same.</param>
    /// <exception cref="TemplateException">The template is malformed, or refers to a name that does not exist.</exception>
    string Render(string name, string template, IReadOnlyDictionary<string, object?> values);
}
