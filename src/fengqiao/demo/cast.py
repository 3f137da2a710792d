"""Who works in the demonstration: the named cast, before anything of it is built. Pure; read by whoever prints it."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "fengqiao-demo-2026"
FENGQIAO = "330681109"


@dataclass(frozen=True, slots=True)
class Cast:
    """One account of the cast: every one another natural person."""

    username: str
    name: str
    role: str
    area: str
    title: str


CAST = (
    Cast("fq.staff", "陈立群", "office_staff", FENGQIAO, "枫桥司法所工作人员"),
    Cast("fq.staff2", "楼晓云", "office_staff", FENGQIAO, "枫桥司法所工作人员"),
    Cast("fq.head", "骆国平", "office_head", FENGQIAO, "枫桥司法所负责人"),
    Cast("zj.staff", "何敏", "county_staff", "330681", "诸暨市社区矫正机构工作人员"),
    Cast("zj.lead", "周海峰", "county_lead", "330681", "诸暨市社区矫正机构负责人"),
    Cast("zj.bureau", "寿建明", "bureau_head", "330681", "诸暨市司法局负责人"),
    Cast("sx.staff", "沈一帆", "city_staff", "3306", "绍兴市社区矫正机构工作人员"),
    Cast("sx.lead", "章文斌", "city_lead", "3306", "绍兴市社区矫正机构负责人"),
    Cast("prov.staff", "许静", "province_staff", "33", "浙江省社区矫正机构工作人员"),
    Cast("prov.lead", "金国华", "province_lead", "33", "浙江省社区矫正机构负责人"),
    Cast("zj.procurator", "傅正", "procurator", "330681", "诸暨市人民检察院检察官"),
    Cast("zj.admin", "钱磊", "administrator", "330681", "诸暨市系统管理员"),
    Cast("zj.data", "冯洁", "data_officer", "330681", "诸暨市数据保护专员"),
    Cast("zj.clerk", "袁晓雯", "clerk", "330681", "诸暨市文书管理员"),
)
# The neighbouring district, so that "another county sees nothing" can be tried by hand.
STRANGERS = (Cast("sy.staff", "裘勇", "county_staff", "330604", "上虞区社区矫正机构工作人员"),)


def text() -> str:
    """What `make run` prints."""
    width = max(len(m.username) for m in CAST) + 2
    lines = [
        f"  Demo accounts 演示账号 (password 密码: {PASSWORD}; the sign-in page shows the code 登录页显示验证码)",
        "",
    ]
    lines += [f"    {member.username:<{width}}{member.title}  {member.name}" for member in CAST]
    return "\n".join([*lines, ""])
