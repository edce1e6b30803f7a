"""Qinglan 清览: offline review of Chinese official plans (实施方案, 行动计划)."""

NAME = "清览"
SLUG = "qinglan"
VERSION = "0.1.0"
