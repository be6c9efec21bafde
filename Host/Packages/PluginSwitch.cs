namespace Reeve.Host.Packages;

/// <summary>One plugin that is to be replaced, installed or removed.</summary>
/// <param name="Id">The package id.</param>
/// <param name="From">What is installed, by its name in the store; null for nothing.</param>
/// <param name="To">What shall be installed; null for nothing.</param>
internal sealed record PluginSwitch(string Id, string? From, string? To);
