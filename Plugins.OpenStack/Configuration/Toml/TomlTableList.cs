namespace Reeve.Plugins.OpenStack.Configuration.Toml;

/// <summary>Tables that headers in double brackets add to, unlike an array that was written out.</summary>
internal sealed class TomlTableList : List<object>;
